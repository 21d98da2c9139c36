import { vaultHandler } from "./vault-handler.ts";

export default vaultHandler();
