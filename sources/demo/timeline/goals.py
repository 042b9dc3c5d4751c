"""What students want: goals that are set, worked on, proven, reached, switched and given up."""

from datetime import datetime

from sources.demo.chance import between, uuid, weighted
from sources.demo.timeline import conversations, traps, words, world
from sources.demo.timeline.life import Goal, Life, Record


def move(life: Life, moment: datetime) -> None:
    """What a session does for the goal."""
    random = life.random
    if life.goal is None:
        eager = world.SETS_THE_NEXT_GOAL if life.goals_set else world.SETS_A_GOAL
        if random.random() < eager:
            begin(life, moment)
        return
    if random.random() < world.SWITCHES_GOAL:
        _close(life, moment, "abandoned_at")
        begin(life, moment + between(random, 0.001, 0.01))
        return
    if traps.happens(random, "several open goals"):
        begin(life, moment)
    if random.random() < world.STEPS_FORWARD:
        _step(life, "goal_milestone", moment, random.choice(words.STEPS))
    if random.random() < world.PROVES_SUCCESS:
        _prove(life, life.goal, moment)
    if life.goal and random.random() < world.HEARS_FROM_THE_COACH:
        conversations.message(life, life.goal.record.id, moment + between(random, 0.02, 1.5))


def begin(life: Life, moment: datetime) -> None:
    """Sets the next goal."""
    title = words.LADDER[min(life.goals_set, len(words.LADDER) - 1)]
    values = {"title": title, "target_cents": None, "completed_at": None, "abandoned_at": None}
    record = life.record("goals", "started_at", moment, values)
    life.goal = Goal(record, weighted(life.random, world.PROOFS_FOR_A_GOAL))
    life.goals_set += 1
    named = record.id
    if traps.happens(life.random, "current goal missing"):
        named = uuid(life.of.seed, "no such goal", record.id)
    elif traps.happens(life.random, "current goal of another student"):
        named = _goal_of_somebody(life)
    life.current_goal.append((moment, {"current_goal_id": named}))


def give_up(life: Life) -> None:
    """Some who leave say so about their goal, weeks later; most just stay away."""
    if life.goal and life.random.random() < 0.25:
        _close(life, life.student.leaves_at + between(life.random, 7, 35), "abandoned_at")


def _close(life: Life, moment: datetime, how: str) -> None:
    assert life.goal is not None  # noqa: S101  callers look first
    record, life.goal = life.goal.record, None
    changes = {how: moment}
    if traps.happens(life.random, "completed and abandoned"):
        changes |= {"completed_at": moment, "abandoned_at": moment - between(life.random, -5, 5)}
        changes["abandoned_at"] = min(changes["abandoned_at"], moment)
    if traps.happens(life.random, "goal ended before its start"):
        changes[how] = record.began_at - between(life.random, 1, 30)
    record.edits.append((moment, changes))
    if life.random.random() < 0.7:
        life.current_goal.append((moment, {"current_goal_id": None}))
    if traps.happens(life.random, "goal reopened"):
        _reopen(life, record, moment, how)


def _reopen(life: Life, record: Record, moment: datetime, how: str) -> None:
    reopened_at = moment + between(life.random, 0.1, 6)
    record.edits.append((reopened_at, {"completed_at": None, "abandoned_at": None}))
    again_at = reopened_at + between(life.random, 2, 30)
    record.edits.append((again_at, {how: again_at}))


def _prove(life: Life, goal: Goal, moment: datetime) -> None:
    conversations.proof(life, goal.record.id, moment)
    goal.proofs += 1
    if goal.proofs >= goal.proofs_wanted:
        reached_at = moment + between(life.random, 0.01, 0.2)
        _step(life, "goal_completion", reached_at, f"Reached: {goal.record.values['title']}")
        _close(life, reached_at, "completed_at")


def _step(life: Life, kind: str, moment: datetime, note: str) -> None:
    assert life.goal is not None  # noqa: S101  callers look first
    random = life.random
    goal: str | None = life.goal.record.id
    if traps.happens(random, "milestone without goal"):
        goal = None
    elif traps.happens(random, "goal of another student"):
        goal = _goal_of_somebody(life)
    kind = random.choice(("badge", "streak")) if traps.happens(random, "unknown kind") else kind
    edits = [(moment + between(random, 1, 30), None)] if traps.happens(random, "entry hard-deleted") else []
    values = {"kind": kind, "goal_id": goal, "video_id": None, "video_timestamp_seconds": None, "note": note}
    life.write("milestones", "reached_at", moment, values, edits)


def _goal_of_somebody(life: Life) -> str:
    """The staff's own goal, which is there from the beginning."""
    return uuid(life.of.seed, "staff", "goal")
