<?php
/**
 * Plugin Name: Chiosa
 * Description: Comments by Chiosa instead of WordPress's own. Whether a post takes comments is said as ever in its settings.
 */

namespace Chiosa;

defined( 'ABSPATH' ) || exit;

const SERVICE = 'https://comments.example.org';
const SITE    = 'my-blog';
const CLASSES = 'comments-area'; // what your theme calls the place of its comments
const TYPES   = array( 'post', 'page' ); // others keep WordPress's comments, such as the reviews of a shop

function is_ours( $post ) {
	return in_array( get_post_type( $post ), TYPES, true );
}

/** Comments stay with their post, whatever becomes of its address. */
function thread_of( $post ) {
	return 'wp-' . get_post( $post )->ID;
}

function address( $path, $post, $more = array() ) {
	$asked = array(
		'site'   => SITE,
		'thread' => thread_of( $post ),
		'url'    => get_permalink( $post ),
	);
	return SERVICE . $path . '?' . http_build_query( $asked + $more, '', '&' );
}

function language() {
	return array( 'lang' => get_bloginfo( 'language' ) );
}

/** All that stands where WordPress's comments stood. */
function discussion( $post ) {
	if ( ! comments_open( $post ) || post_password_required( $post ) ) {
		return '';
	}
	$script = wp_get_script_tag(
		array(
			'type'        => 'module',
			'src'         => SERVICE . '/embed.js',
			'data-site'   => SITE,
			'data-thread' => thread_of( $post ),
			'data-url'    => get_permalink( $post ),
			'data-title'  => html_entity_decode( get_the_title( $post ) ),
			'data-lang'   => get_bloginfo( 'language' ),
		)
	);
	$link   = '<noscript><a href="%s">%s</a></noscript>';
	$link   = sprintf( $link, esc_url( address( '/embed/thread', $post, language() ) ), esc_html__( 'Comments' ) );
	return '<section id="comments" class="' . CLASSES . '">' . $script . ( fragment( $post ) ?: $link ) . '</section>';
}

/** The comments as HTML, for search engines and for a page that shows them at once; asked for every five minutes. */
function fragment( $post ) {
	$from = address( '/embed/thread.html', $post, language() );
	$name = 'chiosa_' . md5( $from );
	$html = get_transient( $name );
	if ( false === $html ) {
		$answer = wp_remote_get( $from, array( 'timeout' => 2 ) );
		$html   = 200 === wp_remote_retrieve_response_code( $answer ) ? wp_remote_retrieve_body( $answer ) : '';
		set_transient( $name, $html, 5 * MINUTE_IN_SECONDS );
	}
	return $html;
}

function counted_link( $post ) {
	$link = '<a href="%s#comments" data-thread="%s">%s</a>';
	return sprintf( $link, esc_url( get_permalink( $post ) ), esc_attr( thread_of( $post ) ), esc_html__( 'Comments' ) );
}

/** Nothing comes in by WordPress's own doors: its form, REST, XML-RPC, pings. */
function refuse( $approved, $comment ) {
	$status = defined( 'REST_REQUEST' ) ? array( 'status' => 403 ) : 403; // each door reads it in its own way
	$no     = new \WP_Error( 'comments_elsewhere', 'Comments are not taken here.', $status );
	return is_ours( $comment['comment_post_ID'] ) ? $no : $approved;
}

add_filter( 'pre_comment_approved', __NAMESPACE__ . '\refuse', 99, 2 );
add_filter( 'pings_open', fn( $is_open, $id ) => $is_open && ! is_ours( $id ), 99, 2 );
add_filter( 'get_comments_number', fn( $number, $id ) => is_ours( $id ) ? 0 : $number, 99, 2 );
add_filter( 'feed_links_show_comments_feed', '__return_false' );
add_filter( 'feed_links_extra_show_post_comments_feed', fn( $is_shown ) => $is_shown && ! is_ours( null ) );

// Themes of templates.
add_filter( 'comments_template', fn( $file ) => is_ours( null ) ? __DIR__ . '/chiosa/comments.php' : $file, 99 );
add_filter( 'comments_number', fn( $text ) => is_ours( null ) ? __( 'Comments' ) : $text, 99 );
add_filter( 'respond_link', fn( $link, $id ) => is_ours( $id ) ? get_permalink( $id ) . '#comments' : $link, 99, 2 );
add_filter( 'comments_popup_link_attributes', fn( $is ) => is_ours( null ) ? $is . ' data-thread="' . thread_of( null ) . '"' : $is, 99 );

// Themes of blocks.
function in_place_of( $block, $draw ) {
	$drawn = function ( $html, $_, $block ) use ( $draw ) {
		$post = get_post( $block->context['postId'] ?? null );
		return is_ours( $post ) ? $draw( $post ) : $html;
	};
	add_filter( "render_block_core/$block", $drawn, 99, 3 );
}
in_place_of( 'comments', __NAMESPACE__ . '\discussion' );
in_place_of( 'post-comments-form', fn() => '' );
in_place_of( 'post-comments-link', __NAMESPACE__ . '\counted_link' );
add_filter( 'render_block_core/latest-comments', fn() => '<chiosa-latest data-site="' . SITE . '"></chiosa-latest>', 99 );

add_action(
	'wp_head',
	function () {
		if ( is_singular( TYPES ) && comments_open() ) {
			printf( '<meta property="article:modified_time" content="%s">' . "\n", esc_attr( get_post_modified_time( 'c', true ) ) );
			$link = '<link rel="alternate" type="application/atom+xml" title="%s" href="%s">' . "\n";
			printf( $link, esc_attr__( 'Comments' ), esc_url( address( '/feeds/thread.atom', null ) ) );
		} else {
			echo wp_get_script_tag( array( 'type' => 'module', 'src' => SERVICE . '/embed.js', 'data-site' => SITE, 'data-counts' => 'only' ) );
		}
	}
);
