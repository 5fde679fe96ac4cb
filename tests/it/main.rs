//! What Pacta promises, tried through its public doors on real components.

mod annotations;
mod commands;
mod differences;
mod following;
mod layers;
mod permalinks;
mod search;
mod site;
mod urls;
