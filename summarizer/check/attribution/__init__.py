"""Attribution: sources, people in their roles, titles."""
