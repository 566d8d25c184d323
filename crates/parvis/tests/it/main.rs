//! The whole system from outside, and the rules of the house.

#![cfg(test)]

mod tidy;
