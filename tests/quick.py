"""`make test-quick DOMAIN`: one domain's rules, a taste of its oracle, and its pages without a browser."""

import sys
from pathlib import Path

import pytest

from db.domains import DOMAINS, Domain

TESTS = Path(__file__).parent


def paths_of(domain: Domain) -> list[str]:
    """The folders and files that test a domain."""
    wanted = [TESTS / domain.name, TESTS / "oracle" / domain.name]
    wanted += [TESTS / "pages" / f"test_{page}.py" for page in domain.pages]
    return [str(path.relative_to(TESTS.parent)) for path in wanted if path.exists()]


def main(names: list[str]) -> int:
    """Runs them; names the domains when none or an unknown one is asked for."""
    known = {domain.name: domain for domain in DOMAINS}
    if len(names) != 1 or names[0] not in known:
        print(f"Which domain? make test-quick {' | '.join(known)}", file=sys.stderr)
        return 2
    return int(pytest.main(["--numprocesses", "2", "--quiet", *paths_of(known[names[0]])]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
