"""a band is no more than its key"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.execute('CREATE TABLE former_band AS SELECT DISTINCT site_id, value, comment_id FROM band')
    op.drop_table('band')
    op.create_table('band',
    sa.Column('site_id', NUMBER, nullable=False),
    sa.Column('value', sa.BigInteger(), nullable=False),
    sa.Column('comment_id', NUMBER, nullable=False),
    sa.ForeignKeyConstraint(['site_id', 'comment_id'], ['comment.site_id', 'comment.id'], name=op.f('fk_band_site_id_comment_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_band_site_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('site_id', 'value', 'comment_id', name=op.f('pk_band')),
    sqlite_with_rowid=False
    )
    # In the key's order: so each page is written once, and full.
    op.execute(
        'INSERT INTO band (site_id, value, comment_id) '
        'SELECT site_id, value, comment_id FROM former_band ORDER BY site_id, value, comment_id'
    )
    op.execute('DROP TABLE former_band')
    op.create_index('ix_band_comment', 'band', ['site_id', 'comment_id'], unique=False)


def downgrade() -> None:
    op.execute(
        'CREATE TABLE former_band AS SELECT band.site_id, band.comment_id, band.value, comment.created_at FROM band '
        'JOIN comment ON comment.site_id = band.site_id AND comment.id = band.comment_id'
    )
    op.drop_table('band')
    op.create_table('band',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('site_id', NUMBER, nullable=False),
    sa.Column('comment_id', NUMBER, nullable=False),
    sa.Column('value', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['site_id', 'comment_id'], ['comment.site_id', 'comment.id'], name=op.f('fk_band_site_id_comment_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_band_site_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_band'))
    )
    op.execute(
        'INSERT INTO band (site_id, comment_id, value, created_at) '
        'SELECT site_id, comment_id, value, created_at FROM former_band ORDER BY comment_id'
    )
    op.execute('DROP TABLE former_band')
    op.create_index('ix_band_age', 'band', ['created_at'], unique=False)
    op.create_index('ix_band_comment', 'band', ['site_id', 'comment_id'], unique=False)
    op.create_index('ix_band_value', 'band', ['site_id', 'value'], unique=False)
