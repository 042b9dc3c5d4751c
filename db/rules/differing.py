"""Where the file of a process says otherwise than the warehouse, which is the truth; nothing is changed."""

from dataclasses import dataclass

from db.errors import AtalayaError
from db.rules import change, file, functions
from db.warehouse import READER, Warehouse


@dataclass(frozen=True)
class Differing:
    """What a file says otherwise."""

    path: str | None
    """The file; None where there is none."""
    rules: tuple[str, ...]
    """Rules under `source.key`."""
    refused: str
    """A line for each mistake, where the file cannot be taken at all."""

    @property
    def message(self) -> str:
        """The same in a sentence; empty where nothing differs."""
        if self.refused:
            return f"The file of rules is refused, and what is in force stays:\n{self.refused}"
        if self.rules:
            return f"{self.path} says otherwise than the rules in force: {', '.join(self.rules)}."
        return ""


def of_file(here: Warehouse) -> Differing:
    """What the file of this process says otherwise than the warehouse."""
    try:
        found = file.of_process()
        if found is None:
            return Differing(None, (), "")
        with here.connect(READER) as connection:
            found.refuse_unknown_zones(connection)
            differing = change.differences(connection, found.values(functions.in_force(connection)))
    except AtalayaError as error:
        return Differing(str(file.usual_path()), (), str(error))
    return Differing(str(found.path), tuple(sorted(differing)), "")
