-- The schedule of the Edge Functions, for Supabase (pg_cron, pg_net, Vault). Run it once, by hand: deploy/supabase/README.md.
-- Running it again replaces the jobs of the same name.
create extension if not exists pg_cron;
create extension if not exists pg_net;

select cron.schedule('callscript-' || lane, '* * * * *', format(
  $job$
  select net.http_post(
    url := (select decrypted_secret from vault.decrypted_secrets where name = 'callscript_functions_url') || '/%s',
    headers := jsonb_build_object('authorization',
      'Bearer ' || (select decrypted_secret from vault.decrypted_secrets where name = 'callscript_cron_secret')),
    body := '{}'::jsonb,
    timeout_milliseconds := 120000)
  $job$, lane))
from unnest(array['ingest', 'judge', 'vault']) as lane;

select cron.schedule('callscript-rescue', '* * * * *', 'select * from core.rescue_zombies()');
select cron.schedule('callscript-figures', '30 seconds', 'select core.refresh_figures()');
