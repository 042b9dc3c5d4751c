"""One sync run: every source side by side, and the steps of the copy of one."""
