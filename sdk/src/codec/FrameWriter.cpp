// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "FrameWriter.h"

#include <cstring>

namespace spectrum::codec
{

QByteArray FrameWriter::take()
{
    m_hasSecret = false;
    m_bytes.truncate(std::exchange(m_used, 0));
    return std::move(m_bytes);
}

void FrameWriter::write(const QString &value)
{
    char *out = extend(static_cast<size_t>(value.size()) * sizeof(char16_t));
    qToLittleEndian<char16_t>(value.utf16(), value.size(), out);
}

void FrameWriter::write(const QByteArray &value)
{
    char *out = extend(static_cast<size_t>(value.size()));
    std::copy(value.cbegin(), value.cend(), out);
}

void FrameWriter::write(const QDateTime &value)
{
    if (value.isValid())
        write(static_cast<qint64>(value.toMSecsSinceEpoch()));
}

void FrameWriter::write(const Secret &value)
{
    m_hasSecret = m_hasSecret || !value.isEmpty();
    const QByteArrayView bytes = value.expose();
    char *out = extend(static_cast<size_t>(bytes.size()));
    std::copy(bytes.cbegin(), bytes.cend(), out);
}

void FrameWriter::write(const QMap<QString, QString> &values)
{
    write(static_cast<quint32>(values.size()));
    for (auto item = values.cbegin(); item != values.cend(); ++item) {
        writeField(item.key());
        writeField(item.value());
    }
}

// Grows by hand: QByteArray would leave an unwiped copy of a secret behind when it moves.
char *FrameWriter::extend(size_t size)
{
    const qsizetype end = m_used + static_cast<qsizetype>(size);
    if (end > m_bytes.size()) {
        QByteArray larger(qMax(end, m_bytes.size() * 2), Qt::Uninitialized);
        std::copy_n(m_bytes.constData(), m_used, larger.data());
        m_bytes.swap(larger);
        wipeMemory(larger.data(), m_hasSecret ? static_cast<size_t>(larger.size()) : 0);
    }
    return m_bytes.data() + std::exchange(m_used, end);
}

} // namespace spectrum::codec
