"""what fails is told on every page"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    failing = sa.text('settled_at IS NULL AND error IS NOT NULL')
    with op.batch_alter_table('outbox', schema=None, recreate='never') as batch_op:
        batch_op.create_index('ix_outbox_failing', ['site_id', 'id'], unique=False, sqlite_where=failing, postgresql_where=failing)


def downgrade() -> None:
    with op.batch_alter_table('outbox', schema=None, recreate='never') as batch_op:
        batch_op.drop_index('ix_outbox_failing')
