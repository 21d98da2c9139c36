"use client";

import { PageError } from "../components/page-error.tsx";

/** For what the frame around the pages cannot read. */
export default PageError;
