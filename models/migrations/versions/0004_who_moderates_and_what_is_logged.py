"""who moderates, and what is logged"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('account',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('email', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('password_hash', sa.Text(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('email', name=op.f('uq_account_email'))
    )
    op.create_table('account_session',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('token_hash', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('network', sa.Text(), nullable=False),
    sa.Column('user_agent', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_account_session_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_session')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_account_session_token_hash'))
    )
    with op.batch_alter_table('account_session', schema=None) as batch_op:
        batch_op.create_index('ix_account_session_account', ['account_id', 'id'], unique=False)

    op.create_table('change',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('site_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('moderator_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('action', sa.Text(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('old', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('new', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['site_id', 'moderator_id'], ['moderator.site_id', 'moderator.id'], name=op.f('fk_change_site_id_moderator_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_change_site_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_change'))
    )
    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.create_index('ix_change_site', ['site_id', 'id'], unique=False)

    op.create_table('invitation',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('site_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('moderator_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('email', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('token_hash', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("role IN ('viewer', 'moderator', 'owner')", name=op.f('ck_invitation_role')),
    sa.ForeignKeyConstraint(['site_id', 'moderator_id'], ['moderator.site_id', 'moderator.id'], name=op.f('fk_invitation_site_id_moderator_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_invitation_site_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation')),
    sa.UniqueConstraint('site_id', 'id', name=op.f('uq_invitation_site_id_id')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_invitation_token_hash'))
    )
    op.create_table('saved_search',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('site_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('moderator_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('query', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['site_id', 'moderator_id'], ['moderator.site_id', 'moderator.id'], name=op.f('fk_saved_search_site_id_moderator_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_saved_search_site_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_search')),
    sa.UniqueConstraint('site_id', 'moderator_id', 'name', name=op.f('uq_saved_search_site_id_moderator_id_name'))
    )
    op.create_table('sweep',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('site_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('moderator_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('batch', sa.Text(), nullable=False),
    sa.Column('target', sa.Text(), nullable=False),
    sa.Column('undoes', sa.Text(), nullable=True),
    sa.Column('query', sa.JSON(), nullable=False),
    sa.Column('newest_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('next_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('total', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('looked_at', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('changed', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('stale', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('claimed_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('stopped_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['site_id', 'moderator_id'], ['moderator.site_id', 'moderator.id'], name=op.f('fk_sweep_site_id_moderator_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_sweep_site_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sweep')),
    sa.UniqueConstraint('site_id', 'batch', name=op.f('uq_sweep_site_id_batch'))
    )
    with op.batch_alter_table('sweep', schema=None) as batch_op:
        batch_op.create_index('ix_sweep_open', ['id'], unique=False, sqlite_where=sa.text('done_at IS NULL'), postgresql_where=sa.text('done_at IS NULL'))

    with op.batch_alter_table('blocked_term', schema=None) as batch_op:
        batch_op.add_column(sa.Column('action', sa.Text(), server_default='spam', nullable=False))
        batch_op.add_column(sa.Column('created_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_check_constraint(batch_op.f('ck_blocked_term_action'), "action IN ('spam', 'hold')")

    # Whoever moderates is signed out: sessions and links belong to accounts from now on.
    op.drop_table('moderator_session')
    op.drop_table('sign_in_link')
    op.create_table('sign_in_link',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('token_hash', sa.Text(), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_sign_in_link_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in_link')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_sign_in_link_token_hash'))
    )
    op.create_index(op.f('ix_sign_in_link_account_id'), 'sign_in_link', ['account_id'], unique=False)

    op.drop_index('ix_decision_batch', table_name='decision')
    op.create_index('ix_decision_batch', 'decision', ['site_id', 'batch', 'id'], unique=False)
    op.create_index('ix_decision_site', 'decision', ['site_id', 'id', 'batch'], unique=False)

    op.execute("""
        INSERT INTO account (email, name, password_hash, created_at)
        SELECT email, min(name), min(password_hash), min(created_at) FROM moderator GROUP BY email
    """)
    with op.batch_alter_table('moderator', schema=None) as batch_op:
        batch_op.add_column(sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.add_column(sa.Column('role', sa.Text(), server_default='owner', nullable=False))
        batch_op.add_column(sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE moderator SET account_id = (SELECT id FROM account WHERE account.email = moderator.email)")
    with op.batch_alter_table('moderator', schema=None) as batch_op:
        batch_op.alter_column('account_id', existing_type=sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False)
        batch_op.alter_column('role', existing_type=sa.Text(), server_default=None)
        batch_op.drop_constraint(batch_op.f('uq_moderator_site_id_email'), type_='unique')
        batch_op.create_index(batch_op.f('ix_moderator_account_id'), ['account_id'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_moderator_site_id_account_id'), ['site_id', 'account_id'])
        batch_op.create_check_constraint(batch_op.f('ck_moderator_role'), "role IN ('viewer', 'moderator', 'owner')")
        batch_op.create_foreign_key(batch_op.f('fk_moderator_account_id'), 'account', ['account_id'], ['id'], ondelete='CASCADE')
        batch_op.drop_column('name')
        batch_op.drop_column('email')
        batch_op.drop_column('password_hash')

    with op.batch_alter_table('comment', schema=None, recreate='never') as batch_op:
        batch_op.create_index('ix_comment_created', ['site_id', 'created_at', 'id', 'status', 'thread_id'], unique=False)

    with op.batch_alter_table('person', schema=None, recreate='never') as batch_op:
        batch_op.add_column(sa.Column('banned_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('banned_until', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('report', schema=None, recreate='never') as batch_op:
        batch_op.add_column(sa.Column('outcome', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('address', sa.Text(), nullable=True))
        batch_op.create_index('ix_report_visitor', ['site_id', 'visitor'], unique=False)
        batch_op.create_index('ix_report_address', ['site_id', 'created_at'], unique=False, sqlite_where=sa.text("address <> ''"), postgresql_where=sa.text("address <> ''"))

    with op.batch_alter_table('thread', schema=None, recreate='never') as batch_op:
        batch_op.add_column(sa.Column('newest_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), server_default='0', nullable=False))
    op.execute("""
        UPDATE thread SET newest_id = COALESCE((
            SELECT max(comment.id) FROM comment WHERE comment.site_id = thread.site_id AND comment.thread_id = thread.id
        ), 0)
    """)
    op.create_index('ix_thread_newest', 'thread', ['site_id', 'newest_id', 'id'], unique=False)

    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('moderator_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_revision_site_id_moderator_id'), 'moderator', ['site_id', 'moderator_id'], ['site_id', 'id'], ondelete='CASCADE')

    with op.batch_alter_table('site', schema=None, recreate='never') as batch_op:
        batch_op.add_column(sa.Column('email_days', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.add_column(sa.Column('trust_comments', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), server_default='1', nullable=False))
        batch_op.add_column(sa.Column('trust_days', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('close_days', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.add_column(sa.Column('reports_hold', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), server_default='3', nullable=False))
        batch_op.add_column(sa.Column('languages', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('privacy_text', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('akismet_check_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('cleantalk_check_at', sa.DateTime(timezone=True), nullable=True))

    known_email = sa.text('author_email IS NOT NULL')
    with op.batch_alter_table('comment', schema=None, recreate='never') as batch_op:
        batch_op.create_index('ix_comment_email_age', ['site_id', 'created_at'], unique=False, sqlite_where=known_email, postgresql_where=known_email)
    proven_email = sa.text('email IS NOT NULL')
    with op.batch_alter_table('person', schema=None, recreate='never') as batch_op:
        batch_op.create_index('ix_person_banned', ['site_id', 'banned_at'], unique=False, sqlite_where=sa.text('banned_at IS NOT NULL'), postgresql_where=sa.text('banned_at IS NOT NULL'))
        batch_op.create_index('ix_person_email', ['site_id', 'id'], unique=False, sqlite_where=proven_email, postgresql_where=proven_email)

    op.drop_index('ix_comment_person', 'comment')
    op.create_index('ix_comment_person', 'comment', ['site_id', 'person_id', 'id', 'status'])

    # A log that can be changed is none. It goes with its site alone.
    if op.get_bind().dialect.name == 'sqlite':
        op.execute("CREATE TRIGGER change_stays BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END")
        op.execute("""
            CREATE TRIGGER change_is_kept BEFORE DELETE ON change WHEN EXISTS (SELECT 1 FROM site WHERE id = OLD.site_id)
            BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END
        """)
    else:
        op.execute("""
            CREATE FUNCTION keep_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT 1 FROM site WHERE id = OLD.site_id) THEN RETURN OLD; END IF;
                RAISE EXCEPTION 'the log is never changed';
            END $$
        """)
        op.execute("CREATE TRIGGER change_is_kept BEFORE UPDATE OR DELETE ON change FOR EACH ROW EXECUTE FUNCTION keep_change()")


def downgrade() -> None:
    op.drop_index('ix_comment_person', 'comment')
    op.create_index('ix_comment_person', 'comment', ['site_id', 'person_id', 'id'])
    op.drop_index('ix_decision_site', table_name='decision')
    op.drop_index('ix_decision_batch', table_name='decision')
    op.create_index('ix_decision_batch', 'decision', ['site_id', 'batch'], unique=False)
    op.drop_table('sweep')
    op.drop_table('saved_search')
    op.drop_table('invitation')
    op.drop_table('change')
    if op.get_bind().dialect.name != 'sqlite':
        op.execute("DROP FUNCTION keep_change()")
    op.drop_table('account_session')
    with op.batch_alter_table('person', schema=None, recreate='never') as batch_op:
        batch_op.drop_index('ix_person_email')
        batch_op.drop_index('ix_person_banned')
    with op.batch_alter_table('comment', schema=None, recreate='never') as batch_op:
        batch_op.drop_index('ix_comment_email_age')
    with op.batch_alter_table('site', schema=None, recreate='never') as batch_op:
        batch_op.drop_column('cleantalk_check_at')
        batch_op.drop_column('akismet_check_at')
        batch_op.drop_column('privacy_text')
        batch_op.drop_column('languages')
        batch_op.drop_column('reports_hold')
        batch_op.drop_column('close_days')
        batch_op.drop_column('trust_days')
        batch_op.drop_column('trust_comments')
        batch_op.drop_column('email_days')
    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_revision_site_id_moderator_id'), type_='foreignkey')
        batch_op.drop_column('moderator_id')
    with op.batch_alter_table('report', schema=None, recreate='never') as batch_op:
        batch_op.drop_index('ix_report_address')
        batch_op.drop_index('ix_report_visitor')
        batch_op.drop_column('address')
        batch_op.drop_column('outcome')
    op.drop_index('ix_thread_newest', 'thread')
    with op.batch_alter_table('thread', schema=None, recreate='never') as batch_op:
        batch_op.drop_column('newest_id')
    with op.batch_alter_table('comment', schema=None, recreate='never') as batch_op:
        batch_op.drop_index('ix_comment_created')
    with op.batch_alter_table('person', schema=None, recreate='never') as batch_op:
        batch_op.drop_column('banned_until')
        batch_op.drop_column('banned_at')

    with op.batch_alter_table('moderator', schema=None) as batch_op:
        batch_op.add_column(sa.Column('email', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('name', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('password_hash', sa.Text(), nullable=True))
    op.execute("""
        UPDATE moderator SET
            email = (SELECT email FROM account WHERE account.id = account_id),
            name = (SELECT name FROM account WHERE account.id = account_id),
            password_hash = (SELECT password_hash FROM account WHERE account.id = account_id)
    """)
    with op.batch_alter_table('moderator', schema=None) as batch_op:
        batch_op.alter_column('email', existing_type=sa.Text(), nullable=False)
        batch_op.alter_column('name', existing_type=sa.Text(), nullable=False)
        batch_op.drop_constraint(batch_op.f('fk_moderator_account_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('ck_moderator_role'), type_='check')
        batch_op.drop_constraint(batch_op.f('uq_moderator_site_id_account_id'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_moderator_account_id'))
        batch_op.create_unique_constraint(batch_op.f('uq_moderator_site_id_email'), ['site_id', 'email'])
        batch_op.drop_column('removed_at')
        batch_op.drop_column('role')
        batch_op.drop_column('account_id')
    op.drop_table('sign_in_link')
    for table in ('sign_in_link', 'moderator_session'):
        last = 'used_at' if table == 'sign_in_link' else 'revoked_at'
        begun = [sa.Column('created_at', sa.DateTime(timezone=True), nullable=False)] if table == 'moderator_session' else []
        op.create_table(table,
        sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('site_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('moderator_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('token_hash', sa.Text(), nullable=False),
        *begun,
        sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column(last, sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['site_id', 'moderator_id'], ['moderator.site_id', 'moderator.id'], name=op.f(f'fk_{table}_site_id_moderator_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f(f'fk_{table}_site_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
        sa.UniqueConstraint('token_hash', name=op.f(f'uq_{table}_token_hash'))
        )
    op.drop_table('account')
    with op.batch_alter_table('blocked_term', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_blocked_term_action'), type_='check')
        batch_op.drop_column('created_at')
        batch_op.drop_column('action')
