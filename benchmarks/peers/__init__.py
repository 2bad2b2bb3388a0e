"""Other solvers on the same instance, each given its fair best, all judged by one judge."""
