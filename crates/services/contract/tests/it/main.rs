//! The contract's stories.

#[cfg(test)]
mod articles;
#[cfg(test)]
mod characters;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod sample;
