import { defineConfig } from "vite";

// One script a page; what they share is split off. The server serves the folder at /static.
export default defineConfig({
  base: "/static/",
  build: {
    outDir: "../api/static",
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 1500,
    rollupOptions: {
      input: ["src/query.ts", "src/network.ts", "src/matrix.ts"],
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name][extname]",
      },
    },
  },
});
