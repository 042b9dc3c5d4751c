-- imports.truth (function)
-- Question: does a mark say yes, or no?
-- Grain:    one truth; null for what says neither
-- Reads:    none
-- Traps:    an empty cell says no, as in a sheet of attendance; letters that say yes in one language and no in another (a, s,
--           i, e) say neither
create or replace function imports.truth(value text) returns boolean
language sql immutable parallel safe as $$
    select case
        when lower(btrim(coalesce(value, ''), U&' \00a0' || e'\t\r\n')) = any (array[
            '1', '1.0', 'x', '✓', '✔', '✅', '☑', '🗸', 'y', 'yes', 't', 'true', 'p', 'present', 'attended', 'late', 'on', 'done', 'completed',
            'si', 'sí', 'v', 'verdadero', 'presente', 'asistió', 'asistio', 'tarde', 'retraso', 'completado',
            'ya', 'h', 'hadir', 'benar', 'terlambat', 'selesai'
        ]) then true
        when lower(btrim(coalesce(value, ''), U&' \00a0' || e'\t\r\n')) = any (array[
            '', '0', '0.0', '-', '–', '—', '✗', '✘', '❌', '☐', 'n', 'no', 'f', 'false', 'none', 'null', 'absent', 'excused', 'off',
            'falso', 'falta', 'faltó', 'falto', 'ausente', 'justificada', 'justificado',
            'tidak', 'absen', 'alpa', 'izin', 'sakit', 'salah'
        ]) then false
    end
$$;

comment on function imports.truth(text) is 'Whether a mark says yes; null for what says neither yes nor no.';
