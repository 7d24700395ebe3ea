// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One line of the protocol as views into the bytes it came in, and the only way to make one for sending.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <initializer_list>
#include <optional>

namespace spectrum::irc
{

// RFC 2812 §2.3 with message tags (IRCv3). The views are valid as long as the parsed bytes.
class Line
{
public:
    static constexpr int maximumParameters = 15;
    // Without the line end: 512 bytes of RFC 2812 less CR LF, and 8191 bytes of tags with their "@" and
    // space.
    static constexpr qsizetype maximumBody = 510;
    static constexpr qsizetype maximumTags = 8191;

    // Nothing when there is no command in it.
    [[nodiscard]] static std::optional<Line> parse(QByteArrayView bytes);

    // A line with its CR LF, at most 512 bytes. Bytes that would end a parameter or the line are left out of
    // the middle parameters, line ends and NUL out of the trailing one, so no text can become a command.
    // Empty when a middle parameter has nothing left.
    [[nodiscard]] static QByteArray format(QByteArrayView command,
                                           std::initializer_list<QByteArrayView> middles,
                                           std::optional<QByteArrayView> trailing = std::nullopt);

    [[nodiscard]] QByteArrayView command() const { return m_command; }
    // 1 to 999; 0 = the command is a word.
    [[nodiscard]] int numeric() const { return m_numeric; }
    [[nodiscard]] int count() const { return m_count; }
    // Empty when the server left it out.
    [[nodiscard]] QByteArrayView parameter(int index) const;
    [[nodiscard]] QByteArrayView last() const { return parameter(m_count - 1); }

    [[nodiscard]] QByteArrayView source() const { return m_source; }
    // The source up to "!" or "@": a nickname, or a server's name.
    [[nodiscard]] QByteArrayView nickname() const;
    // The source after "!"; empty = none was given.
    [[nodiscard]] QByteArrayView userAndHost() const;
    // The unescaped value; nothing when the tag is not there.
    [[nodiscard]] std::optional<QByteArray> tag(QByteArrayView name) const;
    [[nodiscard]] bool hasTags() const { return !m_tags.isEmpty(); }

private:
    void parseParameters(QByteArrayView rest);

    QByteArrayView m_tags;
    QByteArrayView m_source;
    QByteArrayView m_command;
    std::array<QByteArrayView, maximumParameters> m_parameters;
    int m_count = 0;
    int m_numeric = 0;
};

} // namespace spectrum::irc
