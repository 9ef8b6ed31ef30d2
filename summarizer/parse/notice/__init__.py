"""The notice: labelled fields, people one by one, statements, and the duties compiled from their words."""
