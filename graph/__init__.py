"""The graph: its model, its schema, every statement that writes it, and the two engines that hold it."""
