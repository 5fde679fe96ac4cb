//! What Pacta promises, tried through its public doors on real components.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod addresses;
mod akoma_ntoso;
mod annotations;
mod citations;
mod citing;
mod commands;
mod differences;
mod following;
mod keeping;
mod layers;
mod manifest;
mod permalinks;
mod proof;
mod quotations;
mod reading;
mod reannotating;
mod search;
mod site;
mod sitemap;
mod texts;
mod twins;
mod urls;
mod versions;
