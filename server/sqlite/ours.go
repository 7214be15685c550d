package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"huikuan/server/coach"
)

// applicationID marks a database file as ours, in its header: "HUIK".
const applicationID = 0x4855494B

// isOurs reports whether a database is one of ours, or holds nothing yet. Those made before files were marked are known by
// what only our tables have; the tool that brings the schema up to date makes its own table before any of ours.
func isOurs(ctx context.Context, db *sql.DB) (bool, error) {
	var mark, others, known int64
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&mark); err != nil || mark != 0 {
		return mark == applicationID, err
	}
	const tables = `SELECT count(*) FROM sqlite_master WHERE name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name <> 'goose_db_version'`
	if err := db.QueryRowContext(ctx, tables).Scan(&others); err != nil || others == 0 {
		return err == nil, err
	}
	const columns = `SELECT (SELECT count(*) FROM pragma_table_info('events') WHERE name IN ('session_id', 'prev_hash', 'hash'))
		+ (SELECT count(*) FROM pragma_table_info('sessions') WHERE name IN ('scenario_hash', 'last_hash'))`
	err := db.QueryRowContext(ctx, columns).Scan(&known)
	return known == 5, err
}

// refuseForeign fails where the file at path is another program's database, and leaves it as it is: a connection of ours
// would change it by being opened.
func refuseForeign(ctx context.Context, path string) error {
	db := openRaw(path, "mode=ro")
	ours, err := isOurs(ctx, db)
	if closed := db.Close(); err == nil {
		err = closed
	}
	if err != nil || ours {
		return err
	}
	return coach.Errorf(coach.CodeStorage, "%s is a database of another program, and was left as it is; name the data folder of huikuan with --data or HUIKUAN_DATA, or move the file away", path)
}

// mark writes into the file that it is ours.
func mark(ctx context.Context, db *sql.DB) error {
	var is int64
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&is); err != nil || is == applicationID {
		return failed(err, "the database cannot be read")
	}
	_, err := db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID))
	return failed(err, "the database could not be marked as one of huikuan")
}
