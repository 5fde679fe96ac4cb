//! What Pacta promises, tried through its public doors on real components.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod addresses;
mod akoma_ntoso;
mod annotations;
mod api;
mod atom;
mod briefs;
mod claims;
mod citations;
mod citing;
mod commands;
mod comparing;
mod differences;
mod downloads;
mod entries;
mod feeds;
mod following;
mod keeping;
mod languages;
mod layers;
mod manifest;
mod monitoring;
mod permalinks;
mod proof;
mod quotations;
mod reading;
mod reading_view;
mod reannotating;
mod results;
mod search;
mod site;
mod sitemap;
mod suggestions;
mod skos;
mod source_list;
mod texts;
mod titles;
mod treaties;
mod trying;
mod twins;
mod urls;
mod versions;
