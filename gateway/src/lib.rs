//! The only door: route table, keys, limits, and the streaming proxy behind them.
