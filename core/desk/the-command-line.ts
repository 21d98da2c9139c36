/** The actor of what is done on the command line, whose owner holds the database itself: no account is looked up. */
export const theCommandLine = "the command line";
