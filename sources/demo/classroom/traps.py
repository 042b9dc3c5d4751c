"""Every blemish of a real production that the rules must survive, with how often it is planted.

`chance` is the probability at the place where the blemish can arise; docs/demo.md lists what share of which
rows that comes to, and where to see it.
"""

from random import Random

CHANCE = {
    # sessions
    "never started": 0.05,
    "ended without a start": 0.012,
    "left open": 0.025,
    "left open for good": 0.15,
    "late end corrected": 0.5,
    "reopened": 0.015,
    "end corrected": 0.015,
    "ended before its start": 0.008,
    "set up after its start": 0.01,
    "teacher changed": 0.015,
    "moved to another school": 0.006,
    "session deleted later": 0.008,
    # groups and participants
    "ready before it was made": 0.006,
    "ready after the end": 0.006,
    "without a group": 0.03,
    "group of another session": 0.008,
    "left before joining": 0.006,
    "never left": 0.03,
    "joined after the end": 0.006,
    "participant deleted later": 0.006,
    # readings and guidance
    "scores missing": 0.03,
    "participation in percent": 0.005,
    "score out of range": 0.004,
    "negative latency": 0.004,
    "more errors than requests": 0.005,
    "reading after the end": 0.012,
    "reading stored late": 0.015,
    "reading deleted later": 0.003,
    "unknown kind of guidance": 0.008,
    "guidance after the end": 0.01,
    "negative processing time": 0.008,
    "analysis of yesterday": 0.02,
    "negative usage": 0.01,
    # the log
    "event lost": 0.002,
    "event deleted later": 0.003,
    "number used twice": 0.002,
    "time runs back": 0.004,
    "name in the payload": 0.006,
    "payload is no object": 0.001,
    "unknown type of event": 0.003,
    "event stored late": 0.01,
    "event committed late": 0.004,
    "stored before it happened": 0.004,
}


def happens(random: Random, trap: str) -> bool:
    """Whether a blemish strikes here."""
    return random.random() < CHANCE[trap]
