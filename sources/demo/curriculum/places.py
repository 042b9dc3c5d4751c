"""Where groups meet: real cities, as unevenly as people live there and spelt as people spell them."""

from random import Random

from sources.demo.chance import weighted

CITIES: tuple[tuple[tuple[str | None, str | None], float], ...] = (
    (("Jakarta Selatan", "DKI Jakarta"), 15),
    (("Jakarta Timur", "DKI Jakarta"), 9),
    (("Jakarta Barat", "DKI Jakarta"), 5),
    (("Bandung", "Jawa Barat"), 14),
    (("Depok", "Jawa Barat"), 6),
    (("Bekasi", "Jawa Barat"), 6),
    (("Bogor", "Jawa Barat"), 5),
    (("Tangerang Selatan", "Banten"), 5),
    (("Surabaya", "Jawa Timur"), 9),
    (("Malang", "Jawa Timur"), 4),
    (("Yogyakarta", "DI Yogyakarta"), 8),
    (("Semarang", "Jawa Tengah"), 4),
    (("Surakarta", "Jawa Tengah"), 2),
    (("Medan", "Sumatera Utara"), 5),
    (("Padang", "Sumatera Barat"), 2),
    (("Palembang", "Sumatera Selatan"), 2),
    (("Pekanbaru", "Riau"), 1.5),
    (("Makassar", "Sulawesi Selatan"), 4),
    (("Balikpapan", "Kalimantan Timur"), 1.5),
    (("Banjarmasin", "Kalimantan Selatan"), 1),
    (("Mataram", "Nusa Tenggara Barat"), 1),
    (("Denpasar", "Bali"), 0.7),
    ((None, None), 7),
    ((None, "Jawa Barat"), 1),
    (("Jogja", "Yogyakarta"), 1),
    (("bandung", "jawa barat"), 1),
    (("Surabya", "Jawa Timur"), 0.5),
    (("Makasar", "Sulawesi Selatan"), 0.5),
    (("Jakarta Selatan ", None), 0.5),
)

VIRTUES = (
    "Ukhuwah", "Istiqomah", "Muhajirin", "Al-Fath", "An-Nur", "Sakinah", "Ikhlas", "Tawakkal", "Syukur", "Sabar",
    "Ar-Rahman", "Hikmah", "Amanah", "Khadijah", "Bilal", "Salman", "Mus'ab", "Fatimah", "Al-Kahfi", "Nusaibah",
)  # fmt: skip


def place(random: Random) -> tuple[str | None, str | None]:
    """A city with its province; either may be missing or misspelt."""
    return weighted(random, CITIES)
