import { StartDraft } from "./start-draft.tsx";

export function EmptyPack({
  pack,
  isAdmin,
  hasDraft,
}: {
  pack: string;
  isAdmin: boolean;
  hasDraft: boolean;
}) {
  return (
    <div className="m-auto max-w-sm p-8 text-center">
      <h2 className="font-semibold text-[16px] leading-[22px]">No rules for {pack} yet</h2>
      <p className="mt-2 text-sub">
        {pack === "General"
          ? "Nothing is asked of any call."
          : "Its calls are asked the rules of General alone."}
        {hasDraft && isAdmin ? " Add the first rule in the list." : ""}
      </p>
      {isAdmin && !hasDraft ? (
        <div className="mt-4 max-[719px]:hidden">
          <StartDraft pack={pack} label="Write the first rule" />
        </div>
      ) : null}
    </div>
  );
}
