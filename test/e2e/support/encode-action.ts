/** A server action's arguments as its page would send them: JSON, and a form beside it where one is among them. */
export async function encodeAction(
  args: readonly unknown[],
): Promise<{ body: Uint8Array | string; type: string }> {
  if (!args.some((arg) => arg instanceof FormData))
    return { body: JSON.stringify(args), type: "text/plain;charset=UTF-8" };
  const sent = new FormData();
  const places = args.map((arg) => {
    if (!(arg instanceof FormData)) return arg;
    for (const [name, value] of arg) sent.append(`_1_${name}`, value);
    return "$K1";
  });
  sent.append("0", JSON.stringify(places));
  return encodeForm(sent);
}

/** A form as a browser without JavaScript sends it. */
export async function encodeForm(form: FormData): Promise<{ body: Uint8Array; type: string }> {
  const request = new Response(form);
  return {
    body: new Uint8Array(await request.arrayBuffer()),
    type: request.headers.get("content-type") ?? "",
  };
}

export function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}
