"use client";

import { PageError } from "../../components/page-error.tsx";

export default PageError;
