"""Every blemish of a real marketplace that the rules must survive, with how often it is planted.

`chance` is the probability at the place where the blemish can arise; docs/demo.md lists what share of which
rows that comes to, and where to see it.
"""

from random import Random

CHANCE = {
    # advisors
    "advisor without e-mail": 0.03,
    "blank e-mail of an advisor": 0.02,
    "duplicate e-mail of an advisor": 0.05,
    "advisor without a shop": 0.15,
    "unknown estado of an advisor": 0.02,
    "trust on a scale of ten": 0.02,
    "percent above 100": 0.03,
    "blank city": 0.008,
    "city spelt otherwise": 0.11,
    # clients
    "client erased": 0.3,
    # requests
    "brand missing": 0.03,
    "blank brand": 0.008,
    "brand in capitals": 0.03,
    "unknown estado of a request": 0.008,
    "closed without cerrada_at": 0.012,
    "closed before it was made": 0.005,
    "open with cerrada_at": 0.01,
    "open with cerrada_at mended": 0.6,
    "reopened": 0.03,
    "edited long after": 0.03,
    "request deleted": 0.006,
    # offers
    "made before its request": 0.005,
    "offer recorded late": 0.012,
    "offer withdrawn": 0.012,
    "amount of zero": 0.003,
    "negative amount": 0.0015,
    "negative term": 0.002,
    "delivery days missing": 0.04,
    "warranty missing": 0.06,
    "amount corrected later": 0.02,
    "several winners": 0.025,
    "accepted but not winning": 0.02,
    "delivered before accepted": 0.012,
    "delivered but not accepted": 0.015,
    # audits
    "audited twice at once": 0.025,
    "audit on a scale of ten": 0.008,
    "audit corrected later": 0.03,
    "audit deleted": 0.006,
    # notifications
    "answered before sent": 0.006,
    "notified twice": 0.006,
    "notification with an old cursor": 0.004,
}


def happens(random: Random, trap: str) -> bool:
    """Whether a blemish strikes here."""
    return random.random() < CHANCE[trap]
