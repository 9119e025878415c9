#include "app/viewmodels/visit/last_save.h"

#include "app/runtime/visit_act.h"
#include "app/viewmodels/words/error_words.h"
#include "core/store/entry_store.h"

namespace doorstep::app {

LastSave::LastSave(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&m_session, &Session::stateChanged, this, [this] {
        m_act = {};
        m_toast.clear();
        m_error.clear();
        Q_EMIT changed();
    });
}

void LastSave::save(Result<store::Act> act, std::function<void()> done, bool undoable)
{
    if (!act) {
        fail(act.error());
        return;
    }
    const ActId id = act->id();
    ++m_saving;
    m_error.clear();
    Q_EMIT changed();
    m_session.save(std::move(*act))
        .then(this,
            [this, id, undoable, done = std::move(done)](const Result<store::Store::Saved>& saved) {
                --m_saving;
                if (!saved) {
                    fail(saved.error());
                    return;
                }
                m_act = undoable ? id : ActId();
                m_toast = tr("Saved on this device");
                Q_EMIT changed();
                if (done)
                    done();
            });
}

void LastSave::saveQuietly(Result<store::Act> act)
{
    if (!act) {
        fail(act.error());
        return;
    }
    m_session.save(std::move(*act)).then(this, [this](const Result<store::Store::Saved>& saved) {
        if (!saved)
            fail(saved.error());
    });
}

void LastSave::undo()
{
    if (!m_act.isNull())
        undoAct(std::exchange(m_act, ActId()));
    Q_EMIT changed();
}

void LastSave::undoTogetherWith(EntryId entry)
{
    m_session
        .readAnyTime([entry](store::Connection& connection) -> Result<ActId> {
            DOORSTEP_TRY(row, store::EntryStore(connection).find(entry));
            if (!row)
                return Error{ErrorCode::NotFound, "no such entry"};
            return row->act;
        })
        .then(this, [this](Result<ActId> act) {
            if (act)
                undoAct(*act);
            else
                fail(act.error());
        });
}

void LastSave::undoAct(ActId act)
{
    m_session
        .readAnyTime([act](store::Connection& connection) {
            return store::EntryStore(connection).ofAct(act);
        })
        .then(this, [this](Result<std::vector<store::EntryRow>> rows) {
            if (!rows) {
                fail(rows.error());
                return;
            }
            std::vector<UndoneEntry> undone;
            for (const auto& row : *rows) // a decision's "entered in error" is taken back with it
                undone.push_back({row.id, row.aggregate, row.scope});
            save(
                doorstep::app::undoAct(
                    m_session.mint(), undone, tr("Taken back at once"), m_session.person().role),
                [this] {
                    m_toast = tr("Taken back. Both lines stay in the history.");
                    Q_EMIT changed();
                },
                false);
        });
}

void LastSave::toastGone()
{
    m_toast.clear();
    Q_EMIT changed();
}

void LastSave::errorSeen()
{
    m_error.clear();
    Q_EMIT changed();
}

void LastSave::fail(const Error& error)
{
    m_error = words::errorSentence(error, words::Doing::Saving);
    Q_EMIT changed();
}

} // namespace doorstep::app
