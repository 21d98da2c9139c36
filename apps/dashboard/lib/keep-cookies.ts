import "server-only";
import type { cookies } from "next/headers";

/** Hands the cookies of the sign-in library's answer to the browser, with the attributes it chose. */
export function keepCookies(jar: Awaited<ReturnType<typeof cookies>>, answer: Response): void {
  for (const line of answer.headers.getSetCookie()) {
    const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
    const at = pair.indexOf("=");
    const named = new Map(
      attributes.map((attribute) => [
        attribute.split("=")[0]?.toLowerCase() ?? "",
        attribute.split("=")[1] ?? "",
      ]),
    );
    const maxAge = named.get("max-age");
    jar.set({
      name: pair.slice(0, at),
      value: decodeURIComponent(pair.slice(at + 1)),
      path: named.get("path") ?? "/",
      httpOnly: true,
      secure: named.has("secure"),
      sameSite: "lax",
      ...(maxAge === undefined ? {} : { maxAge: Number(maxAge) }),
    });
  }
}
