mod pictures;
mod recognition;
