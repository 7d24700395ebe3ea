// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "BuddyIcons.h"

#include <QCryptographicHash>

#include <cstring>

namespace spectrum::purple
{

namespace
{

QByteArray bytesOf(PurpleBuddyIcon *icon)
{
    size_t size = 0;
    const auto *data = static_cast<const char *>(icon ? purple_buddy_icon_get_data(icon, &size) : nullptr);
    return data ? QByteArray(data, qsizetype(size)) : QByteArray();
}

} // namespace

QByteArray BuddyIcons::versionOf(PurpleBuddy *buddy)
{
    const QByteArray bytes = bytesOf(purple_buddy_get_icon(buddy));
    return bytes.isEmpty() ? QByteArray() : QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex();
}

void BuddyIcons::request(const RequestPicture &order)
{
    const Result<ContactId> id = m_ties.names.contact(order.contact.toString());
    if (!m_ties.isOnline())
        return m_ties.finish(order.request, notConnected());
    if (!id)
        return m_ties.finish(order.request, id.error());
    PurpleBuddyIcon *icon = purple_buddy_icons_find(m_ties.account, m_ties.spelled(*id).constData());
    Picture picture{.bytes = bytesOf(icon)};
    if (icon) {
        const char *extension = purple_buddy_icon_get_extension(icon);
        if (extension && qstrcmp(extension, "icon") != 0)
            picture.mediaType =
                QStringLiteral("image/") +
                (qstrcmp(extension, "jpg") == 0 ? QStringLiteral("jpeg") : QString::fromLatin1(extension));
        purple_buddy_icon_unref(icon);
    }
    m_ties.sink.handleEvent(PictureReceived{order.request, std::move(picture)});
    m_ties.finish(order.request);
}

void BuddyIcons::set(const SetPicture &order)
{
    if (!m_ties.isOnline())
        return m_ties.finish(order.request, notConnected());
    const PurplePluginProtocolInfo *protocol = m_ties.protocol();
    if (!protocol || !protocol->set_buddy_icon || !protocol->icon_spec.format)
        return m_ties.finish(order.request, cannotDoThat());
    const QByteArray &bytes = order.picture.bytes;
    const size_t limit = protocol->icon_spec.max_filesize;
    if (limit > 0 && size_t(bytes.size()) > limit)
        return m_ties.finish(
            order.request,
            Error{ErrorKind::TooLarge,
                  QStringLiteral("The network takes pictures of %1 bytes at most.").arg(limit)});
    guchar *copy = nullptr;
    if (!bytes.isEmpty()) {
        copy = static_cast<guchar *>(g_malloc(size_t(bytes.size())));
        std::memcpy(copy, bytes.constData(), size_t(bytes.size()));
    }
    purple_buddy_icons_set_account_icon(m_ties.account, copy, size_t(bytes.size()));
    m_ties.finish(order.request);
}

} // namespace spectrum::purple
