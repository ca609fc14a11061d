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
    # What stands there already is brought in by the worker, the newest first.
    with op.batch_alter_table('site', schema=None, recreate='never') as batch_op:
        batch_op.add_column(sa.Column('unfound_below', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
    op.execute("UPDATE site SET unfound_below = (SELECT max(id) + 1 FROM comment WHERE comment.site_id = site.id)")


def downgrade() -> None:
    with op.batch_alter_table('site', schema=None, recreate='never') as batch_op:
        batch_op.drop_column('unfound_below')
    with op.batch_alter_table('comment', schema=None, recreate='never') as batch_op:
        batch_op.drop_index('ix_comment_thread')
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
