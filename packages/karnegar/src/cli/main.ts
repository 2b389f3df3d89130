#!/usr/bin/env node
/** The command line and composition root: puts the rooms together, and is the only place that ends the process. */
import { run } from "./program.ts"

process.exitCode = await run(process.argv.slice(2))
