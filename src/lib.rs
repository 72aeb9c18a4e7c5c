//! Shopbell: a live-chat help desk in one executable.
pub mod base;
pub mod config;
pub mod db;
pub mod desk;
pub mod hashing;
pub mod live;
pub mod web;
pub mod wire;
