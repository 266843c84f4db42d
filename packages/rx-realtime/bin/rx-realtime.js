#!/usr/bin/env node
// A file that is there before anything is built, so that an install of the clone can link it.
import '../dist/esm/cli/main.js';
