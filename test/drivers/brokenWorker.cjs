// A worker thread that cannot start: what it loads has a fault of ours.
throw new TypeError("planted");
