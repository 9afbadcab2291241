"""The pages to look at: what the graph holds, for people who would rather read than query."""
