"""The pages, one file each: title, filters, sections."""
