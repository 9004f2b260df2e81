/* The worker. What it knows of the build stands before it, as "build". */
