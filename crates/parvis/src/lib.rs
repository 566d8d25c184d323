//! The whole platform in one process, the demo, and the operator's commands.
