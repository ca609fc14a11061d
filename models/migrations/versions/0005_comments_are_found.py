"""comments are found"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

FULL_TEXT = """
    CREATE VIRTUAL TABLE search_index USING fts5(
        words, people, content='search_text', content_rowid='id', tokenize='ascii', detail=none, columnsize=0
    )
"""
GONE = "INSERT INTO search_index(search_index, rowid, words, people) VALUES ('delete', OLD.id, OLD.words, OLD.people);"
NEW = "INSERT INTO search_index(rowid, words, people) VALUES (NEW.id, NEW.words, NEW.people);"
CREATED = ['site_id', 'created_at', 'id', 'status', 'thread_id', 'taken_for', 'spamminess', 'loudest', 'said', 'waited']

# Of each comment the last verdict until a person decided; the check that speaks loudest against it, unless it is
# erased; what a person said last and nobody has undone; and how long it was held until the first decision.
VERDICT = """
    (SELECT {column} FROM verdict WHERE verdict.site_id = comment.site_id AND verdict.comment_id = comment.id
        AND verdict.created_at <= coalesce(
            (SELECT min(decision.created_at) FROM decision
                WHERE decision.site_id = comment.site_id AND decision.comment_id = comment.id),
            verdict.created_at)
        ORDER BY verdict.id DESC LIMIT 1)
"""
LOUDEST = """
    (SELECT "check" FROM signal
        WHERE signal.site_id = comment.site_id AND signal.comment_id = comment.id AND score > 0
        ORDER BY score * certainty DESC, id LIMIT 1)
"""
SAID = """
    (SELECT new_status FROM decision
        WHERE decision.site_id = comment.site_id AND decision.comment_id = comment.id
        AND undone_at IS NULL AND undoes IS NULL ORDER BY id DESC LIMIT 1)
"""
WAITED = """
    (SELECT {decided} - {began} FROM decision
        WHERE decision.id = (SELECT min(first.id) FROM decision AS first
            WHERE first.site_id = comment.site_id AND first.comment_id = comment.id)
        AND old_status IN ('checking', 'pending'))
"""
BEGAN = """
    coalesce(
        (SELECT min(verdict.created_at) FROM verdict WHERE verdict.site_id = comment.site_id
            AND verdict.comment_id = comment.id AND outcome = 'hold'),
        (SELECT max(report.created_at) FROM report WHERE report.site_id = comment.site_id
            AND report.comment_id = comment.id AND report.created_at <= decision.created_at),
        comment.created_at)
"""


def note_what_the_charts_count(connection: sa.Connection) -> None:
    is_sqlite = connection.dialect.name == 'sqlite'
    seconds = "CAST(strftime('%s', {}) AS INTEGER)" if is_sqlite else "CAST(floor(extract(epoch FROM {})) AS BIGINT)"
    waited = WAITED.format(decided=seconds.format('decision.created_at'), began=seconds.format(BEGAN))
    connection.exec_driver_sql(f"""
        UPDATE comment SET taken_for = {VERDICT.format(column='outcome')},
            spamminess = {VERDICT.format(column='verdict.spamminess')},
            loudest = {LOUDEST}, said = {SAID}, waited = {waited}
    """)
    connection.exec_driver_sql("UPDATE comment SET waited = 0 WHERE waited < 0")


def upgrade() -> None:
    op.create_table('search_text',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('site_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('people', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['site_id', 'id'], ['comment.site_id', 'comment.id'], name=op.f('fk_search_text_site_id_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_search_text_site_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_text'))
    )
    if op.get_bind().dialect.name == 'sqlite':
        if not op.get_bind().exec_driver_sql("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").first():
            raise RuntimeError("This SQLite is built without full-text search (FTS5). Nothing was changed.")
        op.execute(FULL_TEXT)
        op.execute(f"CREATE TRIGGER search_text_written AFTER INSERT ON search_text BEGIN {NEW} END")
        op.execute(f"CREATE TRIGGER search_text_changed AFTER UPDATE ON search_text BEGIN {GONE} {NEW} END")
        op.execute(f"CREATE TRIGGER search_text_gone AFTER DELETE ON search_text BEGIN {GONE} END")
    else:
        # Each word bears its site, so none is looked up among those of others. So dear that PostgreSQL never works it
        # out for row after row where the index knows it already; nor does it call workers, who take longer to come.
        op.execute("""
            CREATE FUNCTION search_vector(site_id bigint, words text, people text) RETURNS tsvector
            LANGUAGE plpgsql IMMUTABLE PARALLEL UNSAFE COST 100000 AS $$
            BEGIN
                RETURN array_to_tsvector(array_remove(string_to_array(replace(words || people, ' ', ' ' || site_id || ':'), ' '), ''));
            END $$
        """)
        op.execute("CREATE INDEX search_index ON search_text USING gin (search_vector(site_id, words, people)) WITH (fastupdate = off)")
    with op.batch_alter_table('signal', schema=None, recreate='never') as batch_op:
        against = sa.text('score > 0')
        batch_op.create_index('ix_signal_against', ['site_id', 'check', 'comment_id'], unique=False, sqlite_where=against, postgresql_where=against)
    with op.batch_alter_table('linked_domain', schema=None, recreate='never') as batch_op:
        batch_op.drop_index('ix_linked_domain')
        batch_op.create_index('ix_linked_domain', ['site_id', 'domain', 'comment_id'], unique=False)
    with op.batch_alter_table('comment', schema=None, recreate='never') as batch_op:
        batch_op.create_index('ix_comment_thread', ['site_id', 'thread_id', 'id'], unique=False)
        batch_op.add_column(sa.Column('taken_for', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('spamminess', sa.Double(), nullable=True))
        batch_op.add_column(sa.Column('loudest', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('said', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('waited', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.drop_index('ix_comment_created')
    note_what_the_charts_count(op.get_bind())
    with op.batch_alter_table('comment', schema=None, recreate='never') as batch_op:
        batch_op.create_index('ix_comment_created', CREATED, unique=False)
    if op.get_bind().dialect.name != 'sqlite':
        # The room's counts are read from an index alone as long as the table is tidied. By PostgreSQL's own measure it
        # is when a fifth has changed; one decision about a tenth of all comments touches nearly every page of it.
        op.execute("ALTER TABLE comment SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02)")
    # What stands there already is brought in by the worker, the newest first.
    with op.batch_alter_table('site', schema=None, recreate='never') as batch_op:
        batch_op.add_column(sa.Column('unfound_below', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
    op.execute("UPDATE site SET unfound_below = (SELECT max(id) + 1 FROM comment WHERE comment.site_id = site.id)")


def downgrade() -> None:
    with op.batch_alter_table('site', schema=None, recreate='never') as batch_op:
        batch_op.drop_column('unfound_below')
    if op.get_bind().dialect.name != 'sqlite':
        op.execute("ALTER TABLE comment RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_insert_scale_factor)")
    with op.batch_alter_table('comment', schema=None, recreate='never') as batch_op:
        batch_op.drop_index('ix_comment_thread')
        batch_op.drop_index('ix_comment_created')
        for column in ('taken_for', 'spamminess', 'loudest', 'said', 'waited'):
            batch_op.drop_column(column)
        batch_op.create_index('ix_comment_created', ['site_id', 'created_at', 'id', 'status', 'thread_id'], unique=False)
    with op.batch_alter_table('linked_domain', schema=None, recreate='never') as batch_op:
        batch_op.drop_index('ix_linked_domain')
        batch_op.create_index('ix_linked_domain', ['site_id', 'domain'], unique=False)
    with op.batch_alter_table('signal', schema=None, recreate='never') as batch_op:
        batch_op.drop_index('ix_signal_against')
    if op.get_bind().dialect.name == 'sqlite':
        op.execute("DROP TABLE search_index")
    op.drop_table('search_text')
    if op.get_bind().dialect.name != 'sqlite':
        op.execute("DROP FUNCTION search_vector(bigint, text, text)")
