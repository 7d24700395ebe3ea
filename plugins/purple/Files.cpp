// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Files.h"

#include "PurpleSession.h"
#include "Wording.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

namespace spectrum::purple
{

namespace
{

QString nameOf(const PurpleXfer *xfer)
{
    return cleanText(purple_xfer_get_filename(xfer), 255).simplified();
}

Files *filesOf(PurpleXfer *xfer)
{
    const PurpleAccount *account = purple_xfer_get_account(xfer);
    auto *session = account ? static_cast<PurpleSession *>(account->ui_data) : nullptr;
    return session ? &session->files() : nullptr;
}

void offered(PurpleXfer *xfer, void *)
{
    if (Files *files = filesOf(xfer))
        files->noteOffered(xfer);
}

void complete(PurpleXfer *xfer, void *)
{
    if (Files *files = filesOf(xfer))
        files->noteComplete(xfer);
}

void cancelled(PurpleXfer *xfer, void *)
{
    if (Files *files = filesOf(xfer))
        files->noteCancelled(xfer);
}

} // namespace

void Files::connectSignals()
{
    static int handle = 0;
    void *xfers = purple_xfers_get_handle();
    purple_signal_connect(xfers, "file-recv-request", &handle, PURPLE_CALLBACK(offered), nullptr);
    purple_signal_connect(xfers, "file-recv-complete", &handle, PURPLE_CALLBACK(complete), nullptr);
    purple_signal_connect(xfers, "file-recv-cancel", &handle, PURPLE_CALLBACK(cancelled), nullptr);
}

// Where this module has it stored; empty for what it did not accept.
QString Files::pathOf(const PurpleXfer *xfer) const
{
    const QString folder = m_ties.host.filesFolder();
    const QString path = QFile::decodeName(purple_xfer_get_local_filename(xfer));
    return !folder.isEmpty() && path.startsWith(folder + u'/') ? path : QString();
}

void Files::refuse(PurpleXfer *xfer, const QString &why)
{
    xfer->status = PURPLE_XFER_STATUS_CANCEL_LOCAL;
    m_ties.sink.handleEvent(
        NoticeReceived{QStringLiteral("%1 wanted to send the file \"%2\", which was refused: %3")
                           .arg(cleanText(purple_xfer_get_remote_user(xfer), 200), nameOf(xfer), why)});
}

void Files::noteOffered(PurpleXfer *xfer)
{
    const QString folder = m_ties.host.filesFolder();
    const auto size = qint64(purple_xfer_get_size(xfer));
    if (folder.isEmpty())
        return refuse(xfer, QStringLiteral("files cannot be taken here."));
    if (size <= 0)
        return refuse(xfer, QStringLiteral("its size is not known."));
    if (size > m_ties.host.maximumFileSize())
        return refuse(xfer, QStringLiteral("it is larger than %1 bytes.").arg(m_ties.host.maximumFileSize()));
    if (m_ties.blocked.contains(m_ties.heard(purple_xfer_get_remote_user(xfer)))) {
        xfer->status = PURPLE_XFER_STATUS_CANCEL_LOCAL;
        return;
    }
    const QString path = folder + u'/' + QUuid::createUuid().toString(QUuid::WithoutBraces);
    purple_xfer_request_accepted(xfer, QFile::encodeName(path).constData());
}

// In the next turn of the event loop: libpurple closes the file when this call returns.
void Files::noteComplete(PurpleXfer *xfer)
{
    const QString path = pathOf(xfer);
    FileReceived received{.peer = Peer::contact(m_ties.heard(purple_xfer_get_remote_user(xfer))),
                          .name = nameOf(xfer),
                          .path = path};
    if (path.isEmpty())
        return;
    const auto tell = [this, received] {
        FileReceived file = received;
        file.size = QFileInfo(file.path).size();
        const bool isGood = !file.peer.id.isEmpty() && file.size <= m_ties.host.maximumFileSize();
        if (!isGood || m_ties.sink.isClosed()) {
            QFile::remove(file.path);
            return;
        }
        m_ties.sink.handleEvent(std::move(file));
    };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}

void Files::noteCancelled(PurpleXfer *xfer)
{
    const QString path = pathOf(xfer);
    if (path.isEmpty())
        return;
    QFile::remove(path);
    m_ties.sink.handleEvent(
        NoticeReceived{QStringLiteral("The file \"%1\" did not come.").arg(nameOf(xfer))});
}

} // namespace spectrum::purple
