"""What the simulated marketplace is like: how many come, how they behave, and how long things take."""

FOUNDING_ADVISORS = (8, 26.0)
"""Advisors on the first day: so many, and so many more per unit of scale."""
ADVISORS_A_WEEK_WHEN_GROWN = 1.15
CLIENTS_A_WEEK_WHEN_GROWN = 66.0
GROWTH_A_YEAR = 1.5
YEARS_TO_HALF_GROWN = 1.5

NEVER_ASKS = 0.08
IS_WORKSHOP = 0.02
"""Workshops ask every other week for as long as they stay; most people ask once or twice."""
ASKS_AGAIN = 0.50
WORKSHOP_ASKS_AGAIN = 0.965
DAYS_TO_NEXT = 95.0
WORKSHOP_DAYS_TO_NEXT = 11.0
ASKS_AT_HOME = 0.9
TELLS_CITY = 0.94

NOTIFIED = ((2, 6), (3, 14), (4, 20), (5, 22), (6, 18), (7, 11), (8, 9))
NOTIFIED_NEARBY = 0.65
ANSWERS = (0.25, 0.92)
MEDIAN_MINUTES_TO_ANSWER = (6.0, 260.0)
OFFERS_AFTER_ANSWERING = 0.76
EVALUATED_AFTER_DAYS = (0.75, 1.0)
DECIDES_WITHIN_DAYS = 1.3
EXPIRES_AFTER_DAYS = 2.0
DECISION = (("ACEPTADA", 64), ("RECHAZADA", 16), ("EXPIRADA", 20))
DELIVERED = 0.93

DELIVERY_DAYS = ((0, 10), (1, 28), (2, 22), (3, 16), (5, 11), (8, 8), (15, 5))
WARRANTY_MONTHS = ((0, 6), (1, 12), (3, 34), (6, 28), (12, 17), (24, 3))

BECOMES_INACTIVE = 0.35
COMES_BACK = 0.4
IS_SUSPENDED = 0.09
DAYS_BETWEEN_AUDITS = 70.0

# Corrections end here, so that a span of time touches no older requests than these.
CORRECTED_WITHIN_DAYS = 40.0
REACH_DAYS = 120.0
