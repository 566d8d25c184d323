//! What the contract service promises, told from outside.

#![cfg(test)]

mod articles;
mod characters;
mod pages;
mod sample;
