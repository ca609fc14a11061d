import pytest
from sqlalchemy import Index, Table

from bench.purposes import INDEXES, SEARCH, of_index, of_table
from models.base import Model

TABLES: list[Table] = list(Model.metadata.sorted_tables)
NAMED: list[Index] = sorted((index for table in TABLES for index in table.indexes), key=lambda index: str(index.name))


def test_it_works():
    assert of_index("pk_comment", "id") == "the row's number"
    assert of_index("pk_band", "site_id, value, comment_id") == "the row itself, by site_id, value, comment_id"
    assert of_index("uq_person_site_id_visitor", "site_id, visitor") == "unique: site_id, visitor"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_table_is_there_for_something(table: Table):
    assert of_table(table.name)


@pytest.mark.parametrize("index", NAMED, ids=lambda index: str(index.name))
def test_each_index_is_there_for_something(index: Index):
    assert of_index(str(index.name), "")


def test_no_purpose_is_told_of_what_is_gone():
    assert set(INDEXES) - {SEARCH} == {str(index.name) for index in NAMED}
