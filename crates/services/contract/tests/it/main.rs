//! What the contract service promises, told from outside.

#![cfg(test)]

mod articles;
mod bad_input;
mod characters;
mod create;
mod discretion;
mod internal;
mod journey;
mod latecomer;
mod office;
mod pages;
mod replay;
mod replicas;
mod sample;
mod show;
mod signed_form;
