"""What people bring themselves: files and databases of other shapes, which become a source as any other."""
