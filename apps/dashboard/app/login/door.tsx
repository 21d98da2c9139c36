import { Brand } from "../../components/brand.tsx";

/** The frame of the pages before the door: what to do in the middle, what CallScript is below. */
export function Door({
  title,
  text,
  children,
  picture,
}: {
  title: string;
  text: React.ReactNode;
  children: React.ReactNode;
  picture?: React.ReactNode;
}) {
  return (
    <div className="flex min-h-full flex-col overflow-x-clip">
      <header className="px-7 py-6">
        <Brand />
      </header>
      <main className="flex flex-1 flex-col items-center justify-center px-4 py-6">
        <div className="w-full max-w-[360px]">
          <h1 className="mb-1 font-semibold text-[24px] leading-8 tracking-[-.03em]">{title}</h1>
          <div className="mb-5 text-muted-foreground">{text}</div>
          {children}
        </div>
      </main>
      {picture}
      <footer className="px-7 py-6 text-right text-[12.5px] text-muted-foreground">
        Every flag carries the words that were said and the second they were said.
      </footer>
    </div>
  );
}
