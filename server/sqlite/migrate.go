package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"io/fs"
	"slices"

	"github.com/pressly/goose/v3"

	"huikuan/server/coach"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the schema to the newest version, one transaction a step, and refuses a schema from the future. A
// database that holds something already is copied by save first.
func migrate(ctx context.Context, db *sql.DB, save func(ctx context.Context, newest int64) error) error {
	steps, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return failed(err, "the schema is missing from the program")
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, steps)
	if err != nil {
		return failed(err, "the schema in the program cannot be read")
	}
	current, newest, err := provider.GetVersions(ctx)
	if err != nil {
		return failed(err, "the database's version cannot be read; is the file a huikuan database?")
	}
	if current > newest {
		return coach.Errorf(coach.CodeStorage, "a newer huikuan wrote this database (schema %d, this one knows %d); run the newer one or restore a backup", current, newest)
	}
	if current > 0 && current < newest {
		if err := save(ctx, newest); err != nil {
			return err
		}
	}
	if _, err := provider.Up(ctx); err != nil {
		return failed(err, "the database could not be brought to schema %d; it was left as it was", newest)
	}
	return nil
}

// newestSchema is the version the steps in the program lead to.
func newestSchema() (int64, error) {
	steps, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil || len(steps) == 0 {
		return 0, failed(errors.Join(err, fs.ErrNotExist), "the schema is missing from the program")
	}
	newest, err := goose.NumericComponent(slices.Max(steps))
	return newest, failed(err, "the schema in the program cannot be read")
}
